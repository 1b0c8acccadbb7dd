import { X } from 'lucide-react';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { Button, IconButton } from '../design/button.tsx';
import { cx } from '../design/cx.ts';
import { dismissNotice } from '../model/notices.ts';
import { viewStore } from '../model/stores.ts';
import css from './notice-bar.module.css';

/** How long a notice stays; an error has more to read, and an offer is to be thought about. */
const STAYS_MS = 3000;
const LONG_STAYS_MS = 12_000;

/** The newest notice, at the foot of the window. */
export function NoticeBar() {
  const notice = useStore(viewStore, (state) => state.notice);
  useEffect(() => {
    if (!notice) return;
    const isLong = notice.error !== null || notice.action !== null;
    const timer = setTimeout(dismissNotice, isLong ? LONG_STAYS_MS : STAYS_MS);
    return () => clearTimeout(timer);
  }, [notice]);
  // The live region stands there from the start: screen readers announce changes in it only.
  return (
    <div className={css.place} role="status">
      {notice && (
        <div key={notice.id} className={cx(css.notice, notice.error && css.bad)}>
          <div>
            <p>{notice.text}</p>
            {notice.error && <p className={css.fix}>{notice.error.fix}</p>}
          </div>
          {notice.action && <Button onClick={notice.action.run}>{notice.action.label}</Button>}
          {notice.error && (
            <IconButton label="Dismiss" className={css.dismiss} onClick={dismissNotice}>
              <X size={14} aria-hidden />
            </IconButton>
          )}
        </div>
      )}
    </div>
  );
}
