import { lazy } from 'react';
import type { Screen } from '../../flow/screen';
import { EnrolScreen } from '../welcome/enrol-screen';
import { BlockedScreen, ConnectingScreen } from '../welcome/link-screens';
import { WelcomeScreen } from '../welcome/welcome-screen';

const loaders = {
  checkin: () => import('../checkin/checkin-screens'),
  rules: () => import('../rules/rules-screens'),
  test: () => import('../test/test-screens'),
  result: () => import('../result/result-screens'),
};

const Checkin = lazy(loaders.checkin);
const Rules = lazy(loaders.rules);
const Test = lazy(loaders.test);
const Result = lazy(loaders.result);

/** Fetches every later screen while nobody is waiting: none may be missing once the network is down. */
export function fetchAllScreens(): void {
  for (const load of Object.values(loaders)) load().catch(() => undefined);
}

export function ScreenView({ screen }: { screen: Screen }) {
  switch (screen) {
    case 'enrol':
      return <EnrolScreen />;
    case 'connecting':
      return <ConnectingScreen />;
    case 'blocked':
      return <BlockedScreen />;
    case 'welcome':
      return <WelcomeScreen />;
    case 'rules':
    case 'ready':
    case 'practice':
      return <Rules screen={screen} />;
    case 'test':
    case 'review':
      return <Test screen={screen} />;
    case 'result':
    case 'sign':
    case 'sheet':
    case 'thanks':
    case 'held':
    case 'closed':
      return <Result screen={screen} />;
    case 'identify':
    case 'idNumber':
    case 'demoEnrol':
    case 'camera':
    case 'checkin':
    case 'confirmDigits':
    case 'choose':
    case 'retry':
    case 'proctor':
    case 'refused':
    case 'preparing':
      return <Checkin screen={screen} />;
  }
}
