import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BusyLine } from '../../ui/busy';
import { Button } from '../../ui/button';
import { useActions, useModel } from '../../ui/kiosk-context';
import { FailureNotice } from '../../ui/notice';
import { NumberPad, TypedNumber } from '../../ui/number-pad';
import { Page } from '../../ui/page';

/** A resident's number has 18 places; other documents have fewer. */
const MAX = 18;
const MIN = 6;

export function IdNumberScreen() {
  const { t } = useTranslation(['checkin', 'common']);
  const { go } = useActions();
  const failure = useModel((m) => m.failure);
  const [value, setValue] = useState('');
  const next = () => {
    if (value.length >= MIN) go({ at: 'camera', method: 'idNumber', idNumber: value });
  };
  return (
    <Page
      title={t('idNumber.title')}
      lead={t('idNumber.hint')}
      actions={
        <>
          <Button icon="back" onPress={() => go({ at: 'identify' })}>
            {t('common:back')}
          </Button>
          <Button onPress={() => setValue('')} isDisabled={value === ''}>
            {t('idNumber.clear')}
          </Button>
          <Button
            kind="primary"
            size="large"
            iconAfter="arrow"
            onPress={next}
            isDisabled={value.length < MIN}
          >
            {t('idNumber.next')}
          </Button>
        </>
      }
    >
      <FailureNotice failure={failure} />
      <div className="number-entry">
        <TypedNumber value={value} groups={[6, 4, 4, 4]} label={t('idNumber.label')} />
        <NumberPad value={value} max={MAX} onChange={setValue} onEnter={next} />
      </div>
    </Page>
  );
}

export function ConfirmDigitsScreen() {
  const { t } = useTranslation(['checkin', 'common']);
  const { confirmDigits, cancelCheckin, callProctor } = useActions();
  const name = useModel((m) => m.flow.checkin?.maskedName ?? '');
  const failure = useModel((m) => m.failure);
  const busy = useModel((m) => m.busy !== null);
  const [value, setValue] = useState('');
  const send = () => {
    if (value.length !== 4 || busy) return;
    void confirmDigits(value).then(() => setValue(''));
  };
  return (
    <Page
      title={t('confirm.title')}
      lead={t('confirm.lead', { name })}
      actions={
        <>
          <Button onPress={cancelCheckin}>{t('cancel')}</Button>
          <Button icon="hand" onPress={() => void callProctor()}>
            {t('call')}
          </Button>
          <Button kind="primary" size="large" onPress={send} isDisabled={value.length !== 4} isPending={busy}>
            {t('confirm.submit')}
          </Button>
        </>
      }
    >
      <FailureNotice failure={failure} />
      <div className="number-entry">
        <TypedNumber value={value} groups={[4]} label={t('confirm.label')} />
        <NumberPad value={value} max={4} onChange={setValue} onEnter={send} />
      </div>
      <BusyLine />
    </Page>
  );
}
