import { LifeBuoy } from 'lucide-react';
import { useStore } from 'zustand';
import { cx } from '../design/cx.ts';
import { Toggle } from '../design/toggle.tsx';
import { useWorkbench } from '../hooks/workbench-context.ts';
import { workbenchStore } from '../model/stores.ts';
import css from './assistance-switch.module.css';

/** Off: a seek shows what a plain player makes of the bytes as they came. */
export function AssistanceSwitch() {
  const { client } = useWorkbench();
  const isAssisted = useStore(workbenchStore, ({ settings }) => settings.isAssisted);
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: Toggle brings its own input.
    <label
      className={cx(css.label, !isAssisted && css.off)}
      title="Assistance. Off: a plain player gets the bytes as they came (A)"
    >
      <Toggle
        label="Assistance"
        isOn={isAssisted}
        isOffLoud
        onChange={(isOn) => void client.changeSettings({ isAssisted: isOn })}
      />
      <span className={css.name}>Assistance</span>
      <LifeBuoy size={14} className={css.icon} aria-hidden />
    </label>
  );
}
