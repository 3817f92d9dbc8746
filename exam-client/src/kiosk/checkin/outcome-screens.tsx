import { useTranslation } from 'react-i18next';
import { Button as AriaButton } from 'react-aria-components/Button';
import type { CheckinView } from 'exam-contract/checkin';
import { localText } from '../../i18n/i18n';
import { BusyLine, Waiting } from '../../ui/busy';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icons';
import { useActions, useKiosk, useLang, useModel } from '../../ui/kiosk-context';
import { Mirror } from '../../ui/mirror';
import { FailureNotice } from '../../ui/notice';
import { Page } from '../../ui/page';

export function ChooseScreen({ view }: { view: CheckinView }) {
  const { t } = useTranslation(['checkin', 'common']);
  const { chooseBooking, cancelCheckin } = useActions();
  const failure = useModel((m) => m.failure);
  const lang = useLang();
  return (
    <Page
      title={t('choose.title')}
      lead={t('choose.lead', { name: view.maskedName ?? '' })}
      actions={<Button onPress={cancelCheckin}>{t('cancel')}</Button>}
    >
      <FailureNotice failure={failure} />
      <div className="ways">
        {view.bookings.map((b) => {
          const name = localText(b.kindName, lang);
          return (
            <AriaButton key={b.bookingId} className="way" onPress={() => void chooseBooking(b.bookingId)}>
              <Icon name="list" />
              <span className="way-title" lang={name.lang}>
                {name.text}
              </span>
            </AriaButton>
          );
        })}
      </div>
      <BusyLine />
    </Page>
  );
}

export function RetryScreen({ view }: { view: CheckinView }) {
  const { t } = useTranslation('checkin');
  const kiosk = useKiosk();
  const { cancelCheckin, callProctor } = useActions();
  const busy = useModel((m) => m.busy !== null);
  return (
    <Page
      title={t('retry.title')}
      lead={t('retry.lead')}
      width="wide"
      actions={
        <>
          <Button onPress={cancelCheckin}>{t('cancel')}</Button>
          <Button icon="hand" onPress={() => void callProctor()} isPending={busy}>
            {t('call')}
          </Button>
          <Button kind="primary" size="large" onPress={() => kiosk.tryAgain()}>
            {t('retry.again')}
          </Button>
        </>
      }
    >
      <div className="camera-layout">
        <Mirror className="large" />
        <div className="stack">
          <p className="instruction">{t('retry.left', { count: view.triesLeft })}</p>
          <BusyLine />
        </div>
      </div>
    </Page>
  );
}

export function ProctorScreen() {
  const { t } = useTranslation(['checkin', 'common']);
  const { cancelCheckin } = useActions();
  return (
    <Page
      title={t('proctor.title')}
      lead={t('proctor.lead')}
      width="wide"
      actions={<Button onPress={cancelCheckin}>{t('cancel')}</Button>}
    >
      <div className="camera-layout">
        <Mirror className="large" />
        <div className="stack">
          <p>{t('proctor.reason')}</p>
          <Waiting>{t('common:waiting')}</Waiting>
        </div>
      </div>
    </Page>
  );
}

export function RefusedScreen() {
  const { t } = useTranslation('checkin');
  const { cancelCheckin } = useActions();
  return (
    <Page
      title={t('refused.title')}
      lead={t('refused.lead')}
      width="narrow"
      center
      actions={
        <Button kind="primary" size="large" onPress={cancelCheckin}>
          {t('refused.leave')}
        </Button>
      }
    />
  );
}

export function PreparingScreen() {
  const { t } = useTranslation('checkin');
  return (
    <Page title={t('preparing.title')} width="narrow" center>
      <Waiting>{t('preparing.lead')}</Waiting>
    </Page>
  );
}
