import { useEffect, useRef, useState } from 'react';
import { toSeeklabError } from '../../contract/errors.ts';
import { tellError } from '../model/notices.ts';

/** While a sweep runs, what is drawn of it is read anew this often at most, ms. */
export const AGAIN_MS = 400;

/**
 * What `read` gave last. It is read anew when the key is another, one reading at a time, and no more often than
 * `AGAIN_MS`; what it gave before stays until then, unless `subject` is another too.
 * @param key null: there is nothing to read
 */
export function useRead<T>(subject: string, key: string | null, read: () => Promise<T>): T | null {
  const [given, setGiven] = useState<{ subject: string; data: T } | null>(null);
  const latest = useRef({ subject, read });
  latest.current = { subject, read };
  const turn = useRef({ isBusy: false, isStale: false, isGone: false });
  useEffect(() => {
    turn.current.isGone = false;
    return () => {
      turn.current.isGone = true;
    };
  }, []);
  useEffect(() => {
    if (key === null) return;
    const state = turn.current;
    const go = async () => {
      if (state.isBusy) {
        state.isStale = true;
        return;
      }
      state.isBusy = true;
      state.isStale = false;
      try {
        const asked = latest.current;
        const data = await asked.read();
        if (!state.isGone) setGiven({ subject: asked.subject, data });
      } catch (thrown) {
        const { code } = toSeeklabError(thrown);
        // The banner tells of the one, and the list of sweeps of the other.
        if (code !== 'connection_lost' && code !== 'sweep_unknown') tellError(thrown);
      }
      setTimeout(() => {
        state.isBusy = false;
        if (state.isStale && !state.isGone) void go();
      }, AGAIN_MS);
    };
    void go();
  }, [key]);
  return given?.subject === subject ? given.data : null;
}
