/** Parts of the workbench's state that doors are told of when they change. */
export type Topic = 'library' | 'targets' | 'system' | 'faults' | 'settings' | 'session' | 'sweeps';

/** Tells that a part of the state is another than before; what it is now, whoever hears can ask. */
export interface Changes {
  tell(topic: Topic): void;
  subscribe(listener: (topic: Topic) => void): () => void;
  /** Does anybody listen? */
  isHeard(): boolean;
  close(): void;
}

export function createChanges(): Changes {
  const listeners = new Set<(topic: Topic) => void>();
  return {
    tell(topic) {
      for (const listener of listeners) listener(topic);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    isHeard: () => listeners.size > 0,
    close: () => listeners.clear(),
  };
}
