/**
 * The stand-in application as a process of its own, so that its CPU is its own. Started with `fork`:
 * where it sends to is the one argument, as JSON; it sends its port, and ends on SIGTERM.
 */
import { type ApplicationOptions, startApplication } from '../conformance/peers/application.ts';

const options = JSON.parse(process.argv[2] ?? '') as ApplicationOptions;
const application = await startApplication(options);

process.on('SIGTERM', async () => {
  await application.close();
  process.exit(0);
});
process.send?.(application.port);
