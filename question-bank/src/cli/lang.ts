/** The language the command line speaks. */
export type Lang = 'zh' | 'en';
