// npm run seeklab: the command line from the working tree. It runs in this very process, so that
// signals, standard output and the exit code are the command's own.
import { buildIfNeeded } from './lib/build.mjs';
import { endWithNpm } from './lib/end-with-npm.mjs';
import { runCommandLine } from './lib/run-command-line.mjs';

endWithNpm();
await buildIfNeeded();
await runCommandLine(process.argv.slice(2));
