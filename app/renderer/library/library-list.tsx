import { useVirtualizer } from '@tanstack/react-virtual';
import { X } from 'lucide-react';
import { type MouseEvent, useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import type { LibraryEntry } from '../../contract/video.ts';
import { formatCount, formatSize } from '../../seek/format.ts';
import { isRemovable } from '../model/library-changes.ts';
import { playbackStore } from '../model/stores.ts';
import { groupEntries, type LibraryRow, splitName } from './filter-entries.ts';
import css from './library-list.module.css';
import { type Marked, markByClick, markByKey } from './marked.ts';
import { useMissingSizes } from './use-missing-sizes.ts';
import { useRovingFocus } from './use-roving-focus.ts';

const ROW_PX = 28;

interface LibraryListProps {
  entries: readonly LibraryEntry[];
  onChoose: (name: string) => void;
  /** Several at once, to do something with. */
  marked: Marked;
  onRemove: (names: readonly string[]) => void;
}

/** A list of any length: only the rows in sight exist, and one of them takes the Tab key. */
export function LibraryList({ entries, onChoose, marked, onRemove }: LibraryListProps) {
  const scroller = useRef<HTMLDivElement>(null);
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
  const names = useMemo(() => rows.flatMap(nameOf), [rows]);
  const scrollTo = (name: string) =>
    virtualizer.scrollToIndex(rows.findIndex((row) => nameOf(row) === name));
  const { tabStop, onKeyDown, setFocusedName } = useRovingFocus({
    list: scroller,
    names,
    drawnNames: items.flatMap(({ index }) => nameOf(rows[index])),
    preferredName: openName,
    scrollTo,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a newly opened video is brought into sight.
  useEffect(() => {
    if (openName !== null && names.includes(openName)) scrollTo(openName);
  }, [openName]);

  return (
    <div ref={scroller} className={css.scroller}>
      <ul
        className={css.list}
        style={{ height: virtualizer.getTotalSize() }}
        onKeyDown={(event) => {
          if (tabStop !== null) markByKey(event, tabStop, { marked, names, onRemove });
          onKeyDown(event);
        }}
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
                  isTabStop={row.entry.name === tabStop}
                  isMarked={marked.has(row.entry.name)}
                  onChoose={(event) => {
                    setFocusedName(row.entry.name);
                    if (markByClick(event, row.entry.name, marked, names)) return;
                    onChoose(row.entry.name);
                  }}
                  onRemove={() => onRemove([row.entry.name])}
                />
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

const nameOf = (row: LibraryRow | undefined): string | [] =>
  row?.kind === 'entry' ? row.entry.name : [];

function unknownSize(row: LibraryRow | undefined): string | [] {
  return row?.kind === 'entry' && row.entry.sizeBytes === null ? row.entry.name : [];
}

interface EntryButtonProps {
  entry: LibraryEntry;
  isOpen: boolean;
  isTabStop: boolean;
  isMarked: boolean;
  onChoose: (event: MouseEvent) => void;
  onRemove: () => void;
}

function EntryButton({ isMarked, onRemove, ...props }: EntryButtonProps) {
  const { entry, isOpen, isTabStop, onChoose } = props;
  const { folder, start, end } = splitName(entry.name);
  return (
    <>
      <button
        type="button"
        className={css.entry}
        tabIndex={isTabStop ? 0 : -1}
        aria-label={entry.name}
        aria-current={isOpen ? 'true' : undefined}
        aria-pressed={isMarked || undefined}
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
      {isRemovable(entry.origin) && (
        // The Delete key does the same.
        <button
          type="button"
          className={css.remove}
          tabIndex={-1}
          aria-label={`Remove ${entry.name} from the library`}
          title="Remove from the library; the file stays"
          onClick={onRemove}
        >
          <X size={13} aria-hidden />
        </button>
      )}
    </>
  );
}

const sizeWords = ({ sizeBytes }: LibraryEntry) =>
  sizeBytes === null ? 'size not known yet' : `${formatCount(sizeBytes)} bytes`;
