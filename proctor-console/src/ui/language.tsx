import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { setLang, type Lang } from '../i18n/i18n';

const options: { value: Lang; label: string }[] = [
  { value: 'zh-CN', label: '中文' },
  { value: 'en', label: 'English' },
];

export function Language() {
  const { t, i18n } = useTranslation();
  return (
    <Segmented<Lang>
      aria-label={t('common:language')}
      options={options}
      value={i18n.language === 'en' ? 'en' : 'zh-CN'}
      onChange={(lang) => void setLang(lang)}
    />
  );
}
