import { createRoot } from 'react-dom/client';
import { startI18n } from './i18n/i18n';
import { Shell } from './kiosk/shell/shell';
import { actionsOf } from './session/actions';
import { Kiosk } from './session/kiosk';
import { KioskProvider } from './ui/kiosk-context';
import './theme/theme.css';

async function begin(): Promise<void> {
  const kiosk = new Kiosk();
  await startI18n(kiosk.lang);
  const root = document.getElementById('root');
  if (!root) throw new Error('no place to draw');
  createRoot(root).render(
    <KioskProvider kiosk={kiosk} actions={actionsOf(kiosk)}>
      <Shell />
    </KioskProvider>,
  );
  await kiosk.start();
  keepForOffline();
}

/** The worker keeps this page on the terminal, so that a reload without network still shows the paper. */
function keepForOffline(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  navigator.serviceWorker
    .register(`${import.meta.env.BASE_URL}sw.js`, { scope: import.meta.env.BASE_URL })
    .catch(() => undefined);
}

void begin();
