import { Dialog } from '@base-ui/react/dialog';
import { useStore } from 'zustand';
import { formatCount } from '../../seek/format.ts';
import { DialogPopup } from '../design/dialog-popup.tsx';
import { viewStore } from '../model/stores.ts';
import css from './skipped-dialog.module.css';

/** What a folder has besides its videos, and why each was not taken. */
export function SkippedDialog() {
  const skipped = useStore(viewStore, (state) => state.skipped);
  return (
    <Dialog.Root
      open={skipped !== null}
      onOpenChange={(isOpen) => !isOpen && viewStore.setState({ skipped: null })}
    >
      <DialogPopup title="Skipped" width={640}>
        <ul className={css.list} aria-label="Skipped files">
          {skipped?.skipped.map(({ path, reason }) => (
            <li key={path} className={css.item}>
              <span className={css.path}>{path === '' ? 'The folder itself' : path}</span>
              <span className={css.reason}>{reason}</span>
            </li>
          ))}
        </ul>
        {skipped && skipped.count > skipped.skipped.length && (
          <p className={css.more}>
            {formatCount(skipped.count - skipped.skipped.length)} more are not named.
          </p>
        )}
      </DialogPopup>
    </Dialog.Root>
  );
}
