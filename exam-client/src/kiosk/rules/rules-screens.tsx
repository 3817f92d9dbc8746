import type { RulesArea } from '../../flow/screen';
import { useModel } from '../../ui/kiosk-context';
import { PracticeScreen } from './practice-screen';
import { ReadyScreen } from './ready-screen';
import { RulesScreen } from './rules-screen';

/** From check-in to the start of the clock. */
export default function RulesScreens({ screen }: { screen: RulesArea }) {
  const sitting = useModel((m) => m.flow.sitting);
  if (!sitting) return null;
  if (screen === 'practice') return <PracticeScreen />;
  return screen === 'ready' ? <ReadyScreen sitting={sitting} /> : <RulesScreen sitting={sitting} />;
}
