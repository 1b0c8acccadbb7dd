/**
 * Ends a request when nothing came for too long, or when all reading ends; a large part over a slow
 * line may take its time.
 */
export interface Patience {
  readonly signal: AbortSignal;
  renew(): void;
  end(): void;
}

/** @param ending ends it at once, with its reason */
export function createPatience(timeoutMs: number, ending: AbortSignal | undefined): Patience {
  const controller = new AbortController();
  const abort = () => controller.abort(ending?.reason);
  if (ending?.aborted) abort();
  ending?.addEventListener('abort', abort);
  const timer = setTimeout(
    () => controller.abort(new Error(`nothing came for ${timeoutMs / 1000} s`)),
    timeoutMs,
  );
  return {
    signal: controller.signal,
    renew: () => timer.refresh(),
    end() {
      clearTimeout(timer);
      ending?.removeEventListener('abort', abort);
    },
  };
}
