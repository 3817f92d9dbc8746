import type { ResultArea } from '../../flow/screen';
import { useModel } from '../../ui/kiosk-context';
import { ClosedScreen, HeldScreen, ThanksScreen } from './end-screens';
import { ResultScreen } from './result-screen';
import { SheetScreen } from './sheet-screen';
import { SignScreen } from './sign-screen';

/** From the announced result to goodbye. */
export default function ResultScreens({ screen }: { screen: ResultArea }) {
  const sitting = useModel((m) => m.flow.sitting);
  if (!sitting) return null;
  switch (screen) {
    case 'sign':
      return <SignScreen sitting={sitting} />;
    case 'sheet':
      return <SheetScreen sitting={sitting} />;
    case 'thanks':
      return <ThanksScreen />;
    case 'held':
      return <HeldScreen />;
    case 'closed':
      return <ClosedScreen />;
    case 'result':
      return <ResultScreen sitting={sitting} />;
  }
}
