import { Checkbox, InputNumber, Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { BlueprintContent, ShortCell } from 'exam-contract/blueprint';
import type { KindBlueprint } from 'exam-contract/http/blueprints';
import { siteRoutes } from 'exam-contract/http/sites';
import { inLang } from '../../i18n/i18n';
import { call } from '../../net/api';
import { useWords } from './use-words';

interface Props {
  of: KindBlueprint;
  content: BlueprintContent;
  short: readonly ShortCell[];
  onChange: (more: Partial<BlueprintContent>) => void;
}

/** Region, difficulty, exposure, neighbours. */
export function RuleFields({ of, content, short, onChange }: Props) {
  const { t, i18n } = useTranslation('blueprint');
  const words = useWords();
  const sites = useQuery({ queryKey: ['sites'], queryFn: () => call(siteRoutes.list) });
  const apart = (sites.data?.sites ?? []).flatMap((s) =>
    s.region === null ? [] : t('rule.siteApart', { site: inLang(s.name, i18n.language), region: s.region }),
  );
  const { difficulty, region, exposure, neighbours } = content;
  const bound = (key: 'min' | 'max') => (
    <InputNumber
      aria-label={t(`rule.${key}`)}
      min={1}
      max={3}
      step={0.1}
      value={difficulty?.[key] ?? null}
      onChange={(n) => difficulty && n !== null && onChange({ difficulty: { ...difficulty, [key]: n } })}
    />
  );
  const regions = of.choices.regions.map((r) => ({
    value: r.region,
    label: t('rule.regionOf', { region: r.region, count: r.count }),
  }));
  if (region !== null && !regions.some((r) => r.value === region))
    regions.push({ value: region, label: t('rule.regionOf', { region, count: 0 }) });
  return (
    <div className="blueprint-rules">
      <label className="law-field">
        <span>{t('rule.region')}</span>
        <Select
          aria-label={t('rule.region')}
          allowClear
          placeholder={t('rule.noRegion')}
          value={region}
          options={regions}
          onChange={(value: string | null | undefined) => onChange({ region: value ?? null })}
        />
        <small>{t(regions.length === 0 ? 'rule.noRegions' : 'rule.regionMeans')}</small>
        {apart.length > 0 && <small>{t('rule.sitesApart', { sites: apart.join(t('rule.between')) })}</small>}
      </label>
      <div className="law-field">
        <Checkbox
          checked={difficulty !== null}
          onChange={(e) => onChange({ difficulty: e.target.checked ? { min: 1.5, max: 2.5 } : null })}
        >
          {t('rule.difficulty')}
        </Checkbox>
        {difficulty && (
          <span className="blueprint-band">
            {bound('min')} – {bound('max')}
          </span>
        )}
        {difficulty && difficulty.min > difficulty.max && (
          <small className="cannot">{t('rule.crossed')}</small>
        )}
        <small>{t('rule.difficultyMeans')}</small>
        {short
          .filter((s) => s.at === 'difficulty')
          .map((s) => (
            <small key={words.short(s)} className="cannot" role="alert">
              {words.short(s)}
            </small>
          ))}
      </div>
      <div className="law-field">
        <Checkbox checked={exposure} onChange={(e) => onChange({ exposure: e.target.checked })}>
          {t('rule.exposure')}
        </Checkbox>
        <small>{t('rule.exposureMeans')}</small>
      </div>
      <div className="law-field">
        <Checkbox checked={neighbours} onChange={(e) => onChange({ neighbours: e.target.checked })}>
          {t('rule.neighbours')}
        </Checkbox>
        <small>{t('rule.neighboursMeans')}</small>
      </div>
    </div>
  );
}
