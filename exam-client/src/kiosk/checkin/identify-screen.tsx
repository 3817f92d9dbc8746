import { useTranslation } from 'react-i18next';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Button } from '../../ui/button';
import { Icon, type IconName } from '../../ui/icons';
import { useActions, useModel } from '../../ui/kiosk-context';
import { FailureNotice } from '../../ui/notice';
import { Page } from '../../ui/page';

function Way({
  icon,
  title,
  hint,
  onPress,
}: {
  icon: IconName;
  title: string;
  hint: string;
  onPress: () => void;
}) {
  return (
    <AriaButton className="way" onPress={onPress}>
      <Icon name={icon} />
      <span className="way-title">{title}</span>
      <span className="way-hint">{hint}</span>
    </AriaButton>
  );
}

export function IdentifyScreen() {
  const { t } = useTranslation(['checkin', 'common']);
  const { go } = useActions();
  const terminal = useModel((m) => m.flow.terminal);
  const failure = useModel((m) => m.failure);
  const methods = terminal?.checkinMethods ?? [];
  return (
    <Page
      title={t('identify.title')}
      lead={t('identify.lead')}
      actions={
        <Button icon="back" onPress={() => go({ at: 'none' })}>
          {t('common:back')}
        </Button>
      }
    >
      <FailureNotice failure={failure} />
      <div className="ways">
        {methods.includes('face') && (
          <Way
            icon="face"
            title={t('identify.face')}
            hint={t('identify.faceHint')}
            onPress={() => go({ at: 'camera', method: 'face', idNumber: null })}
          />
        )}
        {methods.includes('idNumber') && (
          <Way
            icon="card"
            title={t('identify.idNumber')}
            hint={t('identify.idNumberHint')}
            onPress={() => go({ at: 'idNumber' })}
          />
        )}
        {terminal?.demo && (
          <Way
            icon="camera"
            title={t('identify.demoEnrol')}
            hint={t('identify.demoEnrolHint')}
            onPress={() => go({ at: 'demoEnrol' })}
          />
        )}
      </div>
    </Page>
  );
}
