import { Alert, Form, Input } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { siteRoutes } from 'exam-contract/http/sites';
import { call } from '../../net/api';

/** Says that the bank in force has no question of a region: papers there hold only those for everybody. */
export function RegionWithoutQuestions({ region, chosen }: { region: string; chosen?: true }) {
  const { t } = useTranslation('site');
  const asked = useQuery({ queryKey: ['regions'], queryFn: () => call(siteRoutes.regions) });
  if (region === '' || !asked.data || asked.data.regions.some((r) => r.region === region)) return null;
  const known = asked.data.regions
    .map((r) => t('region.count', { region: r.region, count: r.questions }))
    .join(t('region.comma'));
  return (
    <Alert
      type="warning"
      showIcon
      role="status"
      className="region-empty"
      title={t('region.empty', { region })}
      description={`${chosen ? t('region.emptySave') : ''}${t('region.emptyMeans')}${known === '' ? t('region.knownNone') : t('region.known', { known })}`}
    />
  );
}

/** The code of a site's region, with a word where no question of it is there to be asked. */
export function RegionField() {
  const { t } = useTranslation('site');
  const region = Form.useWatch<string | undefined>('region');
  return (
    <>
      <Form.Item name="region" label={t('region.label')} extra={t('region.means')}>
        <Input maxLength={40} />
      </Form.Item>
      <RegionWithoutQuestions region={region?.trim() ?? ''} chosen />
    </>
  );
}
