import { Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { screenOf, type Screen } from '../../flow/screen';
import { Waiting } from '../../ui/busy';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { useActions, useKiosk, useLang, useModel } from '../../ui/kiosk-context';
import { OfflineBanner } from '../../ui/offline-banner';
import { CrashGuard } from './crash-guard';
import { IdleGuard } from './idle-guard';
import { fetchAllScreens, ScreenView } from './screens';

/** Screens on which a candidate is being examined: there the terminal stays in full screen. */
const examining: ReadonlySet<Screen> = new Set<Screen>(['ready', 'practice', 'test', 'review']);

/** The screen of the moment and whatever lies over every screen. */
export function Shell() {
  const { i18n } = useTranslation();
  const kiosk = useKiosk();
  const screen = useModel((m) => screenOf(m.flow));
  const lang = useLang();
  // After a person has left, the next one begins in the first language again.
  useEffect(() => {
    if (i18n.language !== lang) void i18n.changeLanguage(lang);
  }, [lang, i18n]);
  useEffect(() => {
    const timer = setTimeout(fetchAllScreens, 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <I18nProvider locale={lang}>
      <div className="shell" data-screen={screen}>
        {screen !== 'test' && screen !== 'review' && <OfflineBanner note="other" />}
        <CrashGuard onRetry={() => void kiosk.resync()}>
          <Suspense fallback={<Loading />}>
            <ScreenView screen={screen} />
          </Suspense>
        </CrashGuard>
        <IdleGuard />
        <FullscreenGuard screen={screen} />
        <MessageDialog />
      </div>
    </I18nProvider>
  );
}

function Loading() {
  const { t } = useTranslation();
  return (
    <div className="page-main narrow center">
      <Waiting>{t('loading')}</Waiting>
    </div>
  );
}

function FullscreenGuard({ screen }: { screen: Screen }) {
  const { t } = useTranslation();
  const { enterFullscreen } = useActions();
  const on = useModel((m) => m.fullscreen);
  if (on || !examining.has(screen)) return null;
  return (
    <Dialog
      title={t('fullscreen.title')}
      tone="warn"
      icon="warn"
      actions={
        <Button kind="primary" size="large" onPress={() => void enterFullscreen()} isDefault>
          {t('fullscreen.button')}
        </Button>
      }
    >
      <p>{t('fullscreen.body')}</p>
    </Dialog>
  );
}

function MessageDialog() {
  const { t } = useTranslation();
  const { messageSeen } = useActions();
  const message = useModel((m) => m.flow.messages[0] ?? null);
  if (!message) return null;
  return (
    <Dialog
      key={message.id}
      title={t('message.title')}
      icon="info"
      actions={
        <Button kind="primary" size="large" onPress={() => messageSeen(message.id)}>
          {t('ok')}
        </Button>
      }
    >
      <p className="message-text">{message.text}</p>
      <p className="small">{t('message.from', { name: message.from })}</p>
    </Dialog>
  );
}
