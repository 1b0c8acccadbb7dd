import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { LibraryEntry } from '../../contract/video.ts';
import { formatCount, formatSize } from '../model/format.ts';
import { playbackStore } from '../model/stores.ts';
import { groupEntries, type LibraryRow, splitName } from './filter-entries.ts';
import css from './library-list.module.css';
import { useMissingSizes } from './use-missing-sizes.ts';

const ROW_PX = 28;

interface LibraryListProps {
  entries: readonly LibraryEntry[];
  onChoose: (name: string) => void;
}

/** A list of any length: only the rows in sight exist, and one of them takes the Tab key. */
export function LibraryList({ entries, onChoose }: LibraryListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [focusedName, setFocusedName] = useState<string | null>(null);
  const openName = useStore(playbackStore, ({ video }) =>
    video.phase === 'none' ? null : video.name,
  );
  const rows = useMemo(() => groupEntries(entries), [entries]);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
  });
  const items = virtualizer.getVirtualItems();
  useMissingSizes(items.flatMap(({ index }) => unknownSize(rows[index])));
  const names = rows.flatMap((row) => (row.kind === 'entry' ? row.entry.name : []));
  const tabStop = [focusedName, openName].find((name) => name !== null && names.includes(name));
  const tabStopName = tabStop ?? names[0] ?? null;

  const focusName = (name: string) => {
    setFocusedName(name);
    virtualizer.scrollToIndex(
      rows.findIndex((row) => row.kind === 'entry' && row.entry.name === name),
    );
    // The row may come into being with this scroll: focus it when it is drawn.
    requestAnimationFrame(() => {
      scroller.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const at = tabStopName === null ? 0 : names.indexOf(tabStopName);
    const moves: Record<string, number> = {
      ArrowUp: at - 1,
      ArrowDown: at + 1,
      Home: 0,
      End: names.length - 1,
    };
    const to = moves[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const name = names[to];
    if (name !== undefined) focusName(name);
  };

  return (
    <div ref={scroller} className={css.scroller}>
      <ul
        className={css.list}
        style={{ height: virtualizer.getTotalSize() }}
        onKeyDown={onKeyDown}
        aria-label="Videos"
      >
        {items.map(({ index, start }) => {
          const row = rows[index];
          const style = { transform: `translateY(${start}px)` };
          if (row?.kind === 'heading') {
            return (
              <li key={`heading ${row.text}`} className={css.item} style={style}>
                <h3 className={css.heading}>{row.text}</h3>
              </li>
            );
          }
          return (
            row && (
              <li key={row.entry.name} className={css.item} style={style}>
                <EntryButton
                  entry={row.entry}
                  isOpen={row.entry.name === openName}
                  isTabStop={row.entry.name === tabStopName}
                  onChoose={() => {
                    setFocusedName(row.entry.name);
                    onChoose(row.entry.name);
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

function unknownSize(row: LibraryRow | undefined): string | [] {
  return row?.kind === 'entry' && row.entry.sizeBytes === null ? row.entry.name : [];
}

interface EntryButtonProps {
  entry: LibraryEntry;
  isOpen: boolean;
  isTabStop: boolean;
  onChoose: () => void;
}

function EntryButton({ entry, isOpen, isTabStop, onChoose }: EntryButtonProps) {
  const { folder, start, end } = splitName(entry.name);
  return (
    <button
      type="button"
      className={css.entry}
      tabIndex={isTabStop ? 0 : -1}
      aria-label={entry.name}
      aria-current={isOpen ? 'true' : undefined}
      title={`${entry.name}\n${sizeWords(entry)}`}
      onClick={onChoose}
    >
      {folder && <span className={css.folder}>{folder}</span>}
      <span className={css.start}>{start}</span>
      <span className={css.end}>{end}</span>
      <span className={css.size}>
        {entry.sizeBytes === null ? '–' : formatSize(entry.sizeBytes)}
      </span>
    </button>
  );
}

const sizeWords = ({ sizeBytes }: LibraryEntry) =>
  sizeBytes === null ? 'size not known yet' : `${formatCount(sizeBytes)} bytes`;
