import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import hooks from 'eslint-plugin-react-hooks';
import a11y from 'eslint-plugin-jsx-a11y-x';
import globals from 'globals';

const clock = {
  'no-restricted-properties': [
    'error',
    { object: 'Date', property: 'now', message: 'Time is a value passed in: use the Clock.' },
  ],
};

export default tseslint.config(
  { ignores: ['**/node_modules', '**/dist', '.kaotai', 'test/artifacts', 'coverage'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // Services are object literals whose methods close over what they need: none has a `this` to lose.
      '@typescript-eslint/unbound-method': 'off',
      'max-lines': ['error', { max: 500, skipBlankLines: false, skipComments: false }],
    },
  },
  {
    files: ['exam-server/src/**/*.ts', 'question-bank/src/**/*.ts'],
    ignores: ['**/clock.ts', '**/*.test.ts'],
    rules: clock,
  },
  {
    // Here are classes, and their methods do lose it.
    files: ['question-bank/src/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { '@typescript-eslint/unbound-method': 'error' },
  },
  {
    files: ['{exam-client,proctor-console}/src/**/*.tsx'],
    plugins: { 'react-hooks': hooks, 'jsx-a11y-x': a11y },
    rules: { ...hooks.configs.recommended.rules, ...a11y.configs.recommended.rules },
  },
  {
    files: ['**/*.test.{ts,tsx}', 'test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  { files: ['**/*.{mjs,cjs,js}'], languageOptions: { globals: { ...globals.node } } },
);
