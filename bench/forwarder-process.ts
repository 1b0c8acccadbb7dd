/**
 * Writes on whatever it reads, both ways, without a look at it: what any proxy of Node costs at least.
 * Started with `fork`: where to is the one argument, as JSON; it sends its port, and ends on SIGTERM.
 */
import { type AddressInfo, connect, createServer } from 'node:net';

const READ_BUFFER = 1 << 18;

const to = JSON.parse(process.argv[2] ?? '') as { port: number };
const server = createServer({ noDelay: true }, (client) => {
  const upstream = connect({
    ...{ port: to.port, host: '127.0.0.1', noDelay: true },
    onread: {
      // Read into again only once the client has taken what is in it.
      buffer: Buffer.allocUnsafeSlow(READ_BUFFER),
      callback: (length, bytes) => {
        client.write(bytes.subarray(0, length));
        return client.writableLength === 0;
      },
    },
  });
  client.on('data', (bytes) => upstream.write(bytes));
  client.on('drain', () => upstream.resume());
  client.on('close', () => upstream.destroy());
  client.on('error', () => {});
  upstream.on('error', () => {});
  upstream.on('close', () => client.end());
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('SIGTERM', () => process.exit(0));
