import { execFileSync } from 'node:child_process';

/** Command lines of all processes of this machine that name this text, as any user can see them. */
export function processesNaming(text: string): string[] {
  const all = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
  return all.split('\n').filter((line) => line.includes(text));
}
