import { Alert, Button } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bankRoutes } from 'exam-contract/http/banks';
import { siteRoutes, type SiteRow } from 'exam-contract/http/sites';
import { inLang } from '../../i18n/i18n';
import { call } from '../../net/api';
import type { Failure } from '../../net/failure';
import { useMay } from '../../net/session';
import { Problem } from '../../ui/problem';
import { ReasonDialog } from '../../ui/reason-dialog';
import { RegionField, RegionWithoutQuestions } from './region-field';

/** Papers of a region could not be drawn: which, and what is short; any other refusal as ever. */
export function RegionRefusal({ failure }: { failure: Failure }) {
  const { t, i18n } = useTranslation(['site', 'bank']);
  const kinds = useQuery({ queryKey: ['kinds'], queryFn: () => call(bankRoutes.kinds) });
  if (failure.code !== 'BLUEPRINT_NOT_FEASIBLE') return <Problem failure={failure} />;
  const [code, ...cell] = failure.detail?.field?.split(' · ') ?? [];
  const kind = kinds.data?.kinds.find((k) => k.code === code);
  const what = cell
    .map((part) => {
      const [, have, need] = /^(\d+) \/ (\d+)/.exec(part) ?? [];
      return have === undefined ? part : t('region.have', { have, need });
    })
    .join(' · ')
    .replace(/\b(judge|single|multi)\b/g, (type) => t(`bank:type.${type}`))
    .replace(/\bregion:(\S+)/g, (_, region: string) => t('region.tagged', { region }));
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={t('region.short')}
      description={
        <>
          <div>
            {kind ? inLang(kind.name, i18n.language) : code} · {what}
          </div>
          {t('region.shortHow')}
        </>
      }
    />
  );
}

/** Whose regional questions are asked at a site; changed only with a reason. */
export function SiteRegion({ site }: { site: SiteRow }) {
  const { t, i18n } = useTranslation('site');
  const manager = useMay('siteManager', 'admin');
  const queries = useQueryClient();
  const [changing, setChanging] = useState(false);
  const name = inLang(site.name, i18n.language);
  return (
    <div className="site-region">
      <span>
        {site.region === null ? t('region.none', { name }) : t('region.is', { name, region: site.region })}
      </span>
      {manager && <Button onClick={() => setChanging(true)}>{t('region.change')}</Button>}
      {site.region !== null && <RegionWithoutQuestions region={site.region} />}
      {changing && (
        <ReasonDialog
          title={t('region.of', { name })}
          okText={t('region.change')}
          initial={{ region: site.region ?? '' }}
          onSend={async ({ reason, region }) => {
            const code = typeof region === 'string' ? region.trim() : '';
            await call(siteRoutes.setRegion, {
              params: { siteId: site.siteId },
              body: { region: code === '' ? null : code, reason },
            });
            await queries.invalidateQueries({ queryKey: ['sites'] });
          }}
          refusal={(failure) => <RegionRefusal failure={failure} />}
          onClose={() => setChanging(false)}
        >
          <RegionField />
        </ReasonDialog>
      )}
    </div>
  );
}
