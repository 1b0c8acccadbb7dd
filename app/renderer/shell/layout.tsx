import { type KeyboardEvent, lazy, type ReactNode, Suspense, useEffect } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { useStore } from 'zustand';
import { Comparison } from '../compare/comparison.tsx';
import { Inspector } from '../inspector/inspector.tsx';
import { Library } from '../library/library.tsx';
import { comparedStore, viewStore } from '../model/stores.ts';
import { PlayerPanel } from '../player-panel/player-panel.tsx';
import { SeekLog } from '../seek-log/seek-log.tsx';
import css from './layout.module.css';
import { PaneSwitch } from './pane-switch.tsx';
import { useWindowWidth } from './use-window-width.ts';

/** Loaded when somebody wants it: the start waits for none of it. */
const SweepsPanel = lazy(() =>
  import('../sweeps/sweeps-panel.tsx').then((module) => ({ default: module.SweepsPanel })),
);

/**
 * The regions side by side. The player keeps its place in the tree at every width, so that a
 * resized window does not start the video anew.
 */
export function Layout() {
  const width = useWindowWidth();
  const isLibraryOpen = useStore(viewStore, (state) => state.isLibraryOpen);
  const isNarrow = width === 'narrow';
  const isDocked = width === 'wide';
  const isSweepsOpen = useStore(viewStore, (state) => state.isSweepsOpen);
  const isComparing = useStore(comparedStore, (state) => state.rows !== null);
  useEffect(() => viewStore.setState({ isLibraryOpen: isDocked }), [isDocked]);
  return (
    <>
      <Group className={css.columns} orientation="horizontal">
        {isDocked && isLibraryOpen && (
          <>
            <Panel
              id="library"
              defaultSize={250}
              minSize={190}
              maxSize={420}
              groupResizeBehavior="preserve-pixel-size"
            >
              <Library />
            </Panel>
            <Separator className={css.vertical} aria-label="Width of the library" />
          </>
        )}
        <Panel id="main" minSize={isNarrow ? 0 : 440}>
          <Group orientation="vertical">
            <Panel id="player" minSize={220}>
              <PlayerPanel isLibraryHidden={!isDocked || !isLibraryOpen} />
            </Panel>
            <Separator className={css.horizontal} aria-label="Height of the seek log" />
            <Panel
              key={isSweepsOpen ? 'sweeps' : 'log'}
              id={isSweepsOpen ? 'below-sweeps' : 'below'}
              defaultSize={isNarrow ? '45%' : isSweepsOpen ? 320 : 244}
              minSize={110}
              groupResizeBehavior="preserve-pixel-size"
            >
              {isNarrow ? <NarrowPane /> : <LowerPane title={<PaneSwitch isNarrow={false} />} />}
            </Panel>
          </Group>
        </Panel>
        {!isNarrow && (
          <>
            <Separator className={css.vertical} aria-label="Width of the inspector" />
            {isComparing ? (
              <Panel
                key="comparison"
                id="comparison"
                defaultSize={710}
                minSize={320}
                maxSize="70%"
                groupResizeBehavior="preserve-pixel-size"
              >
                <InspectorPlace />
              </Panel>
            ) : (
              <Panel
                key="inspector"
                id="inspector"
                defaultSize={430}
                minSize={320}
                maxSize="55%"
                groupResizeBehavior="preserve-pixel-size"
              >
                <InspectorPlace />
              </Panel>
            )}
          </>
        )}
      </Group>
      {!isDocked && isLibraryOpen && <LibraryDrawer />}
    </>
  );
}

/** The library over the rest, where there is no room beside it. */
function LibraryDrawer() {
  const close = () => viewStore.setState({ isLibraryOpen: false });
  useEffect(() => document.getElementById('library-filter')?.focus(), []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes from wherever the focus is inside.
    <div className={css.drawer} onKeyDown={onKeyDown}>
      <Library onChosen={close} />
      <button type="button" className={css.beside} aria-label="Close the library" onClick={close} />
    </div>
  );
}

function NarrowPane() {
  const pane = useStore(viewStore, (state) => state.narrowPane);
  const title = <PaneSwitch isNarrow />;
  return pane === 'log' ? <LowerPane title={title} /> : <InspectorPlace title={title} />;
}

/** The log, or the sweeps in its place. */
function LowerPane({ title }: { title: ReactNode }) {
  const isSweepsOpen = useStore(viewStore, (state) => state.isSweepsOpen);
  if (!isSweepsOpen) return <SeekLog title={title} />;
  return (
    <Suspense>
      <SweepsPanel title={title} />
    </Suspense>
  );
}

/** The chosen row, or two side by side. */
function InspectorPlace({ title }: { title?: ReactNode }) {
  const rows = useStore(comparedStore, (state) => state.rows);
  return rows ? <Comparison rows={rows} title={title} /> : <Inspector title={title} />;
}
