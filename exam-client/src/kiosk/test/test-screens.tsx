import { useTranslation } from 'react-i18next';
import type { TestArea } from '../../flow/screen';
import { Waiting } from '../../ui/busy';
import { Button } from '../../ui/button';
import { useKiosk, useModel } from '../../ui/kiosk-context';
import { FailureNotice } from '../../ui/notice';
import { Page } from '../../ui/page';
import { ReviewScreen } from './review-screen';
import { TestScreen } from './test-screen';

/** The running test, from the first question to handing in. */
export default function TestScreens({ screen }: { screen: TestArea }) {
  const { t } = useTranslation(['test', 'common']);
  const kiosk = useKiosk();
  const attempt = useModel((m) => m.attempt);
  const sitting = useModel((m) => m.flow.sitting);
  if (!sitting || !attempt?.paper)
    return (
      <Page title={t('loading.title')} lead={t('loading.body')} width="narrow" center>
        {attempt?.paperFailure ? (
          <>
            <FailureNotice failure={attempt.paperFailure} />
            <Button kind="primary" onPress={() => void kiosk.attempt?.fetchPaper()}>
              {t('common:retry')}
            </Button>
          </>
        ) : (
          <Waiting>{t('common:waiting')}</Waiting>
        )}
      </Page>
    );
  return screen === 'review' ? (
    <ReviewScreen attempt={attempt} sitting={sitting} />
  ) : (
    <TestScreen attempt={attempt} sitting={sitting} paper={attempt.paper} />
  );
}
