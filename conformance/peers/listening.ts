import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** 127.0.0.1 as `/proc/net/tcp` writes it, and its word for a socket that listens. */
const LOOPBACK = '0100007F';
const LISTEN = '0A';

/**
 * Does this very process listen on that port of 127.0.0.1? Connecting would not tell: between the
 * choice of a free port and its use a stranger may have taken it.
 */
export function isListening(pid: number, port: number): boolean {
  const inode = inodeOfListener(port);
  return inode !== null && descriptorsOf(pid).includes(`socket:[${inode}]`);
}

function inodeOfListener(port: number): string | null {
  const local = `${LOOPBACK}:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  for (const line of readFileSync('/proc/net/tcp', 'latin1').split('\n')) {
    const fields = line.trim().split(/\s+/);
    if (fields[1] === local && fields[3] === LISTEN) return fields[9] ?? null;
  }
  return null;
}

function descriptorsOf(pid: number): string[] {
  const dir = `/proc/${pid}/fd`;
  return readdirSync(dir).map((descriptor) => {
    try {
      return readlinkSync(`${dir}/${descriptor}`);
    } catch (error) {
      // It was closed between the two questions.
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
      throw error;
    }
  });
}
