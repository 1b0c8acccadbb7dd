import { Ban, Download } from 'lucide-react';
import { type DragEvent, type ReactNode, useState } from 'react';
import { CodedError } from '../../contract/errors.ts';
import { cx } from '../design/cx.ts';
import { useWorkbench } from '../hooks/workbench-context.ts';
import { tell, tellError } from '../model/notices.ts';
import { viewStore } from '../model/stores.ts';
import css from './drop-zone.module.css';

const REFUSAL = 'A browser does not tell where a dropped file lies: add it by its path.';

/** Takes files that are dropped anywhere on the window. */
export function DropZone({ children }: { children: ReactNode }) {
  const { client } = useWorkbench();
  const [over, setOver] = useState<'report' | 'other' | null>(null);

  const onDragOver = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    // In a browser too: it would leave the page for the file.
    event.preventDefault();
    const what = isReport(event.dataTransfer) ? 'report' : 'other';
    event.dataTransfer.dropEffect = window.desktop || what === 'report' ? 'copy' : 'none';
    setOver(what);
  };
  const onDragLeave = (event: DragEvent) => {
    // Leaving a child for another is no leaving.
    if (event.relatedTarget === null) setOver(null);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(null);
    const files = [...event.dataTransfer.files];
    const [report] = files;
    if (report && isReport(event.dataTransfer)) {
      viewStore.setState({ isSweepsOpen: true, narrowPane: 'log' });
      void client.sweeps.load(report).then((outcome) => {
        if (!outcome.ok) tellError(new CodedError(outcome.error));
      });
      return;
    }
    const { desktop } = window;
    if (desktop) void client.addPaths(files.map((file) => desktop.pathOfFile(file)));
    else tell(REFUSAL);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a drop has no keyboard form; the path field and the dialogs do the same.
    <div className={css.zone} onDragOver={onDragOver} onDragLeave={onDragLeave} onDrop={onDrop}>
      {children}
      {over && <Cover what={over} />}
    </div>
  );
}

/** A sweep’s report, of which the bytes are enough. */
function isReport({ items }: DataTransfer): boolean {
  const files = [...items].filter(({ kind }) => kind === 'file');
  return files.length === 1 && files[0]?.type === 'application/json';
}

function Cover({ what }: { what: 'report' | 'other' }) {
  if (what === 'report') return <Invitation words="Drop to look at a sweep’s report" />;
  return window.desktop ? <Invitation words="Drop to add to the library" /> : <Refusal />;
}

function Invitation({ words }: { words: string }) {
  return (
    <div className={css.cover}>
      <Download size={22} aria-hidden />
      <p>{words}</p>
    </div>
  );
}

/** Said before the drop, not after it. */
function Refusal() {
  return (
    <div className={cx(css.cover, css.refusal)}>
      <Ban size={22} aria-hidden />
      <p>{REFUSAL}</p>
    </div>
  );
}
