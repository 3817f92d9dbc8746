import type { CheckinArea } from '../../flow/screen';
import { useModel } from '../../ui/kiosk-context';
import { CameraScreen } from './camera-screen';
import { CheckinScreen } from './checkin-screen';
import { DemoEnrolScreen } from './demo-enrol-screen';
import { IdentifyScreen } from './identify-screen';
import { ConfirmDigitsScreen, IdNumberScreen } from './number-screens';
import { ChooseScreen, PreparingScreen, ProctorScreen, RefusedScreen, RetryScreen } from './outcome-screens';

/** Everything between welcome and rules; loaded after the welcome is on screen. */
export default function CheckinScreens({ screen }: { screen: CheckinArea }) {
  const view = useModel((m) => m.flow.checkin);
  const again = useModel((m) => m.tryingAgain);
  switch (screen) {
    case 'identify':
      return <IdentifyScreen />;
    case 'idNumber':
      return <IdNumberScreen />;
    case 'demoEnrol':
      return <DemoEnrolScreen />;
    case 'camera':
      return <CameraScreen />;
    case 'checkin':
      return view && <CheckinScreen view={view} />;
    case 'confirmDigits':
      return <ConfirmDigitsScreen />;
    case 'choose':
      return view && <ChooseScreen view={view} />;
    case 'retry':
      return view && (again ? <CheckinScreen view={view} /> : <RetryScreen view={view} />);
    case 'proctor':
      return <ProctorScreen />;
    case 'refused':
      return <RefusedScreen />;
    case 'preparing':
      return <PreparingScreen />;
  }
}
