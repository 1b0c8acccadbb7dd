/** Does something once for all that asked for it meanwhile, at most once in so many ms. */
export function coalesced(run: () => void, everyMs: number) {
  let timer: NodeJS.Timeout | null = null;
  return {
    soon() {
      timer ??= setTimeout(() => {
        timer = null;
        run();
      }, everyMs);
    },
    close() {
      if (timer) clearTimeout(timer);
    },
  };
}
