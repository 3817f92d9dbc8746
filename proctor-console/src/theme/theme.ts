import type { ThemeConfig } from 'antd';

/** One calm official palette; every text colour here is at least 4.5:1 on white and on the layout grey. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#0b5a6b',
    colorInfo: '#0b5a6b',
    colorLink: '#0b5a6b',
    colorSuccess: '#1b6b3a',
    colorWarning: '#7f4f00',
    colorError: '#a8201a',
    // Derived from so dark a seed, these would come out muddy and too dark for the text on them.
    colorPrimaryBg: '#e6f1f3',
    colorInfoBg: '#e6f1f3',
    colorInfoBorder: '#a9cbd2',
    colorSuccessBg: '#e8f4ec',
    colorSuccessBorder: '#b3d6bf',
    colorWarningBg: '#fff5df',
    colorWarningBorder: '#e3c88c',
    colorErrorBg: '#fdeceb',
    colorErrorBorder: '#e5b3b0',
    colorText: '#16242b',
    colorTextSecondary: '#4c5b63',
    colorTextTertiary: '#4c5b63',
    colorTextQuaternary: '#4c5b63',
    colorTextDescription: '#4c5b63',
    colorTextPlaceholder: '#5d6a71',
    colorTextDisabled: '#5d6a71',
    colorBgLayout: '#f1f4f5',
    colorBorder: '#8b979d',
    colorBorderSecondary: '#c9d2d7',
    borderRadius: 4,
    // What can be touched is 48 px high; no smaller or larger sort of it.
    controlHeight: 48,
    controlHeightSM: 48,
    controlHeightLG: 48,
    controlInteractiveSize: 24,
    fontFamily:
      "'Noto Sans SC', 'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', system-ui, sans-serif",
  },
  components: {
    Layout: { headerBg: '#073e4a', headerHeight: 56, headerPadding: '0 16px' },
    Table: { headerBg: '#e6ebed' },
    Segmented: { trackPadding: 0 },
    Tabs: {
      horizontalItemPadding: '13px 8px',
      horizontalItemPaddingSM: '13px 8px',
      horizontalItemGutter: 16,
    },
    DatePicker: { cellHeight: 48, cellWidth: 48, textHeight: 48 },
  },
};
