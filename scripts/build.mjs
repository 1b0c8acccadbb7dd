// npm run build: makes out/ anew. `--if-needed` leaves it alone when it is as new as its sources.
import { build, buildIfNeeded } from './lib/build.mjs';

await (process.argv.includes('--if-needed') ? buildIfNeeded() : build());
