import { Switch } from '@base-ui/react/switch';
import { useStore } from 'zustand';
import { cx } from '../design/cx.ts';
import { workbenchStore } from '../model/stores.ts';
import { useWorkbench } from '../shell/workbench-context.ts';
import css from './assistance-switch.module.css';

/** Off: a seek shows what a plain player makes of the bytes as they came. */
export function AssistanceSwitch() {
  const { session } = useWorkbench();
  const isAssisted = useStore(workbenchStore, ({ settings }) => settings.isAssisted);
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: Switch.Root brings its own input.
    <label
      className={cx(css.label, !isAssisted && css.off)}
      title="Off: a plain player gets the bytes as they came (A)"
    >
      <Switch.Root
        className={css.switch}
        checked={isAssisted}
        aria-label="Assistance"
        onCheckedChange={(isOn) => void session.changeSettings({ isAssisted: isOn })}
      >
        <Switch.Thumb className={css.thumb} />
      </Switch.Root>
      Assistance
    </label>
  );
}
