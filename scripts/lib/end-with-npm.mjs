const POLL_MS = 100;

/**
 * Ends this process by SIGTERM when the npm that started it has ended. npm (11, with dash as its
 * shell) passes a signal on to the shell between us, which ends by it and leaves us running with
 * our ports open; all that can be seen from here is that we have a new parent.
 */
export function endWithNpm() {
  if (process.env.npm_lifecycle_event !== undefined) endWithParent();
}

/** Ends this process by SIGTERM when the one that started it has ended, however that ended. */
export function endWithParent() {
  const { ppid } = process;
  const timer = setInterval(() => {
    if (process.ppid === ppid) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, POLL_MS);
  timer.unref();
}
