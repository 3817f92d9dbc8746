import { Tag, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ItemFlag } from 'exam-contract/http/statistics';

export const percent = (share: number | null): string =>
  share === null ? '—' : `${(share * 100).toFixed(1)}%`;
export const correlation = (r: number | null): string => (r === null ? '—' : r.toFixed(2));
export const seconds = (ms: number | null): string => (ms === null ? '—' : (ms / 1000).toFixed(0));

const COLOURS: Readonly<Record<ItemFlag, string>> = {
  wrongKey: '#a61b1b',
  drift: '#8a5300',
  unusedOption: '#3d4a5c',
  weak: '#3d4a5c',
};

/** What a person should look at, each with what it means. */
export function Flags({ flags }: { flags: readonly ItemFlag[] }) {
  const { t } = useTranslation('statistics');
  return (
    <span className="flag-list">
      {flags.map((f) => (
        <Tooltip key={f} title={t(`flagMeans.${f}`)}>
          <Tag variant="solid" color={COLOURS[f]} tabIndex={0}>
            {t(`flag.${f}`)}
          </Tag>
        </Tooltip>
      ))}
    </span>
  );
}
