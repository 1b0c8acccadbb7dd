import { Menu } from '@base-ui/react/menu';
import { ChevronDown } from 'lucide-react';
import { useRef } from 'react';
import { useStore } from 'zustand';
import { personalityName } from '../../contract/personality.ts';
import type { Seek } from '../../contract/seek.ts';
import { useWorkbench } from '../hooks/workbench-context.ts';
import type { AskedOtherwise } from '../model/ask-again.ts';
import { othersWith } from '../model/others-with.ts';
import { personalityWords, quirksWords } from '../model/personalities.ts';
import { workbenchStore } from '../model/stores.ts';
import css from './ask-again-menu.module.css';

interface Choice {
  name: string;
  words: string;
  whom: AskedOtherwise;
}

const personalities: readonly Choice[] = [
  ...personalityName.options.map((personality) => ({
    name: personality,
    words: personalityWords[personality],
    whom: { kind: 'personality', personality, hasQuirks: false } as const,
  })),
  {
    name: 'perlbal-patch with quirks',
    words: quirksWords,
    whom: { kind: 'personality', personality: 'perlbal-patch', hasQuirks: true },
  },
];

/** Asks for the place of a seek once more, otherwise, and puts both answers side by side. */
export function AskAgainMenu({ seek }: { seek: Seek }) {
  const { client } = useWorkbench();
  const place = useRef<HTMLSpanElement>(null);
  const library = useStore(workbenchStore, (state) => state.library);
  const others = othersWith(seek, library ?? []);
  const ask = (whom: AskedOtherwise) => void client.askAgain(seek, whom);
  return (
    <Menu.Root>
      <Menu.Trigger
        className={css.trigger}
        title="Asks for the same place once more, for this page alone, and compares"
      >
        Ask again as
        <ChevronDown size={13} aria-hidden />
      </Menu.Trigger>
      {/* Within the region, so that the menu belongs to a landmark. */}
      <span ref={place} />
      <Menu.Portal container={place}>
        <Menu.Positioner
          className={css.positioner}
          positionMethod="fixed"
          side="bottom"
          align="start"
          sideOffset={4}
        >
          <Menu.Popup className={css.popup}>
            {seek.target === null && (
              <Choices heading="The reproxy, once, as" choices={personalities} onChoose={ask} />
            )}
            {others.length > 0 && (
              <Choices heading="Another server" choices={others} onChoose={ask} />
            )}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

interface ChoicesProps {
  heading: string;
  choices: readonly Choice[];
  onChoose: (whom: AskedOtherwise) => void;
}

function Choices({ heading, choices, onChoose }: ChoicesProps) {
  return (
    <Menu.Group>
      <Menu.GroupLabel className={css.heading}>{heading}</Menu.GroupLabel>
      {choices.map(({ name, words, whom }) => (
        <Menu.Item key={name} label={name} className={css.item} onClick={() => onChoose(whom)}>
          <span className={css.name}>{name}</span>
          <span className={css.words}>{words}</span>
        </Menu.Item>
      ))}
    </Menu.Group>
  );
}
