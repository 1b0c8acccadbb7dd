import { FilePlus, FolderPlus, Search } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { CommandId } from '../../contract/commands.ts';
import { formatCount, plural } from '../../seek/format.ts';
import { Button, IconButton } from '../design/button.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { ErrorNote } from '../design/error-note.tsx';
import { Region } from '../design/region.tsx';
import { useWorkbench } from '../hooks/workbench-context.ts';
import { revealVideo } from '../model/library-changes.ts';
import { workbenchStore } from '../model/stores.ts';
import { TargetsDialog } from '../targets/targets-dialog.tsx';
import { AddVideo } from './add-video.tsx';
import { filterEntries } from './filter-entries.ts';
import css from './library.module.css';
import { LibraryList } from './library-list.tsx';
import type { Marked } from './marked.ts';

interface LibraryProps {
  /** Called when a video was chosen. */
  onChosen?: (() => void) | undefined;
}

/** The videos that can be opened, and ways to add more. */
export function Library({ onChosen }: LibraryProps) {
  const { client } = useWorkbench();
  const entries = useStore(workbenchStore, (state) => state.library);
  const [filter, setFilter] = useState('');
  const shown = useMemo(() => filterEntries(entries ?? [], filter), [entries, filter]);

  const [markedNames, setMarkedNames] = useState<readonly string[]>([]);
  const marked = useMemo((): Marked => {
    const listed = new Set(shown.map(({ name }) => name));
    const names = markedNames.filter((name) => listed.has(name));
    const known = new Set(names);
    return { names, has: (name) => known.has(name), set: setMarkedNames };
  }, [shown, markedNames]);
  const remove = (names: readonly string[]) => void client.removeVideos(names);
  const choose = (name: string) => {
    void client.openVideo(name);
    onChosen?.();
  };

  return (
    <Region name="Library" actions={<Actions />}>
      <label className={css.filter}>
        <Search size={13} aria-hidden />
        <input
          id="library-filter"
          type="search"
          aria-label="Find a video"
          placeholder="Find a video"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && shown[0]) choose(shown[0].name);
            if (event.key === 'ArrowDown') focusList(event.currentTarget);
          }}
        />
      </label>
      <div className={css.list}>
        {shown.length > 0 ? (
          <LibraryList entries={shown} onChoose={choose} marked={marked} onRemove={remove} />
        ) : (
          entries !== null && <NothingShown filter={filter} />
        )}
      </div>
      {marked.names.length > 0 && (
        <div className={css.beyond}>
          <p role="status">{plural(marked.names.length, 'video')} marked.</p>
          <Button onClick={() => remove(marked.names)}>Remove from the library</Button>
          {window.desktop && marked.names.length === 1 && (
            <Button onClick={() => void revealVideo(marked.names[0] ?? '')}>
              Show in its folder
            </Button>
          )}
          <Button onClick={() => setMarkedNames([])}>Let go</Button>
        </div>
      )}
      <KeysBeyond prefix={filter.trim()} />
      <AddVideo />
    </Region>
  );
}

/** Moves on into the list, to its one row that takes the focus. */
function focusList(filter: HTMLInputElement): void {
  filter.closest('section')?.querySelector<HTMLElement>('ul [tabindex="0"]')?.focus();
}

/** Of many keys only the first are listed: the others are found by how they begin. */
function KeysBeyond({ prefix }: { prefix: string }) {
  const { client } = useWorkbench();
  const keyCount = useStore(workbenchStore, ({ system }) =>
    system?.mogile && !system.mogile.isWhole && system.mogile.error === null
      ? system.mogile.keyCount
      : null,
  );
  if (keyCount === null || prefix === '') return null;
  return (
    <div className={css.beyond}>
      <p>Only the first {formatCount(keyCount)} keys are listed.</p>
      <Button onClick={() => client.findKeys(prefix)}>Find keys that begin with “{prefix}”</Button>
    </div>
  );
}

function NothingShown({ filter }: { filter: string }) {
  const mogileError = useStore(workbenchStore, ({ system }) => system?.mogile?.error ?? null);
  if (filter === '' && mogileError !== null) {
    return (
      <div className={css.error}>
        <ErrorNote error={mogileError} />
      </div>
    );
  }
  return filter === '' ? (
    <EmptyState icon={FolderPlus} title="No videos yet">
      Add an FLV file or a folder by its path below.
    </EmptyState>
  ) : (
    <EmptyState icon={Search} title="No video has this in its name">
      “{filter}”
    </EmptyState>
  );
}

function Actions() {
  return (
    <>
      <TargetsDialog />
      <DesktopActions />
    </>
  );
}

/** What only the desktop can do. */
function DesktopActions() {
  const { commands } = useWorkbench();
  if (!window.desktop) return null;
  const run = (id: CommandId) => commands.find((command) => command.id === id)?.run();
  return (
    <>
      <IconButton label="Add files" command="open-files" onClick={() => run('open-files')}>
        <FilePlus size={15} aria-hidden />
      </IconButton>
      <IconButton label="Add a folder" command="open-folder" onClick={() => run('open-folder')}>
        <FolderPlus size={15} aria-hidden />
      </IconButton>
    </>
  );
}
