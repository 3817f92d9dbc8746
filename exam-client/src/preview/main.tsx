import { createRoot } from 'react-dom/client';
import { startI18n } from '../i18n/i18n';
import { actionsOf } from '../session/actions';
import { Kiosk } from '../session/kiosk';
import { KioskProvider } from '../ui/kiosk-context';
import { PreviewPage } from './preview-page';
import '../theme/theme.css';

/** The terminal's own test screen around one question. This kiosk is never started: it has no line and no camera. */
async function begin(): Promise<void> {
  const kiosk = new Kiosk();
  await startI18n('zh-CN');
  const root = document.getElementById('root');
  if (!root) throw new Error('no place to draw');
  createRoot(root).render(
    <KioskProvider kiosk={kiosk} actions={actionsOf(kiosk)}>
      <PreviewPage kiosk={kiosk} />
    </KioskProvider>,
  );
}

void begin();
