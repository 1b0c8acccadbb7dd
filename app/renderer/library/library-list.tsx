import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { LibraryEntry } from '../../contract/video.ts';
import { formatCount, formatSize } from '../model/format.ts';
import { playbackStore } from '../model/stores.ts';
import { splitName } from './filter-entries.ts';
import css from './library-list.module.css';

const ROW_PX = 28;

interface LibraryListProps {
  entries: readonly LibraryEntry[];
  onChoose: (name: string) => void;
}

/** A list of any length: only the rows in sight exist, and one of them takes the Tab key. */
export function LibraryList({ entries, onChoose }: LibraryListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState(0);
  const openName = useStore(playbackStore, ({ video }) =>
    video.phase === 'none' ? null : video.name,
  );
  const virtualizer = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
  });
  const tabStop = Math.min(focused, entries.length - 1);

  const focusRow = (index: number) => {
    if (index < 0 || index >= entries.length) return;
    setFocused(index);
    virtualizer.scrollToIndex(index);
    // The row may come into being with this scroll: focus it when it is drawn.
    requestAnimationFrame(() => {
      scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus();
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const moves = {
      ArrowUp: tabStop - 1,
      ArrowDown: tabStop + 1,
      Home: 0,
      End: entries.length - 1,
    };
    const to = moves[event.key as keyof typeof moves];
    if (to === undefined) return;
    event.preventDefault();
    focusRow(to);
  };

  return (
    <div ref={scroller} className={css.scroller}>
      <ul
        className={css.list}
        style={{ height: virtualizer.getTotalSize() }}
        onKeyDown={onKeyDown}
        aria-label="Videos"
      >
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const entry = entries[index];
          return (
            entry && (
              <li
                key={entry.name}
                className={css.item}
                style={{ transform: `translateY(${start}px)` }}
                aria-setsize={entries.length}
                aria-posinset={index + 1}
              >
                <EntryButton
                  entry={entry}
                  index={index}
                  isOpen={entry.name === openName}
                  isTabStop={index === tabStop}
                  onChoose={() => {
                    setFocused(index);
                    onChoose(entry.name);
                  }}
                />
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

interface EntryButtonProps {
  entry: LibraryEntry;
  index: number;
  isOpen: boolean;
  isTabStop: boolean;
  onChoose: () => void;
}

function EntryButton({ entry, index, isOpen, isTabStop, onChoose }: EntryButtonProps) {
  const { folder, file } = splitName(entry.name);
  return (
    <button
      type="button"
      className={css.entry}
      data-index={index}
      tabIndex={isTabStop ? 0 : -1}
      aria-current={isOpen ? 'true' : undefined}
      title={`${entry.name}\n${formatCount(entry.sizeBytes)} bytes`}
      onClick={onChoose}
    >
      {folder && <span className={css.folder}>{folder}</span>}
      <span className={css.file}>{file}</span>
      <span className={css.size}>{formatSize(entry.sizeBytes)}</span>
    </button>
  );
}
