import { Ban, Download } from 'lucide-react';
import { type DragEvent, type ReactNode, useState } from 'react';
import { cx } from '../design/cx.ts';
import { useWorkbench } from '../hooks/workbench-context.ts';
import { tell } from '../model/notices.ts';
import css from './drop-zone.module.css';

const REFUSAL = 'A browser does not tell where a dropped file lies: add it by its path.';

/** Takes files that are dropped anywhere on the window. */
export function DropZone({ children }: { children: ReactNode }) {
  const { client } = useWorkbench();
  const [isOver, setIsOver] = useState(false);

  const onDragOver = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    // In a browser too: it would leave the page for the file.
    event.preventDefault();
    event.dataTransfer.dropEffect = window.desktop ? 'copy' : 'none';
    setIsOver(true);
  };
  const onDragLeave = (event: DragEvent) => {
    // Leaving a child for another is no leaving.
    if (event.relatedTarget === null) setIsOver(false);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    const files = [...event.dataTransfer.files];
    const { desktop } = window;
    if (desktop) void client.addPaths(files.map((file) => desktop.pathOfFile(file)));
    else tell(REFUSAL);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a drop has no keyboard form; the path field and the dialogs do the same.
    <div className={css.zone} onDragOver={onDragOver} onDragLeave={onDragLeave} onDrop={onDrop}>
      {children}
      {isOver && (window.desktop ? <Invitation /> : <Refusal />)}
    </div>
  );
}

function Invitation() {
  return (
    <div className={css.cover}>
      <Download size={22} aria-hidden />
      <p>Drop to add to the library</p>
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
