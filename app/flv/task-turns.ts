/** Lets the other tasks of the event loop have their turn. */
export interface TaskTurns {
  /** Settles in a later task. */
  next(): Promise<void>;
  /** Ends it; call it when done, or Node's event loop stays alive. */
  close(): void;
}

/** Made of messages, because browsers stretch repeated timers to 4 ms each. */
export function createTaskTurns(): TaskTurns {
  const { port1, port2 } = new MessageChannel();
  let resume: () => void = () => undefined;
  port1.onmessage = () => resume();
  return {
    next: () =>
      new Promise((resolve) => {
        resume = resolve;
        port2.postMessage(null);
      }),
    close: () => {
      port1.close();
      port2.close();
    },
  };
}
