import { expect, onTestFinished, test } from 'vitest';
import { createScriptedServer } from '../../proxy/test-support/scripted-server.ts';
import { openInput } from './open-input.ts';

test('a URL whose server honours no Range is read all the same, and that is told', async () => {
  const bytes = Uint8Array.from({ length: 300 }, (_, i) => i % 256);
  const server = await createScriptedServer(({ socket }) => {
    socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${bytes.length}\r\n\r\n`);
    socket.write(bytes);
  });
  onTestFinished(() => server.close());
  const { source, findings, close } = await openInput(`${server.url}/a.flv`);
  onTestFinished(close);
  expect(await source.read(250, 100)).toEqual(bytes.subarray(250));
  expect(findings.map(({ code }) => code)).toEqual(['source_copied']);
});
