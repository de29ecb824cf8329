// Lint: typescript-eslint's strict, type-checked rules everywhere, React's rules for hooks, and the determinism rules on
// the pure floors. Each rule that is off says why.
import { defineConfig } from 'eslint/config'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'
import { determinism, PURE_FLOORS } from './eslint.determinism.mjs'

export default defineConfig(
  {
    ignores: [
      'dist/',
      'node_modules/',
      'coverage/',
      'test-results/',
      'playwright-report/',
      'public/',
      'test/guards/planted/',
    ],
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true } }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // An index into an array is typed as always there (hot loops), so these two would call needed checks needless.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Checks the shape of classes more than their meaning.
      '@typescript-eslint/no-extraneous-class': 'off',
    },
  },
  {
    files: ['src/app/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
  },
  { files: PURE_FLOORS.map((floor) => `src/${floor}/**/*.ts`), rules: determinism },
  // A built-in decision, or one of a lesson, is a file of policy code, whose default export decides.
  { files: ['*.ts', 'src/decisions/*/*.ts', 'lessons/*/*.ts'], rules: { 'no-restricted-exports': 'off' } },
  // State of policy code is plain data: an object by name, where other code has a Map.
  { files: ['src/decisions/*/*.ts', 'lessons/*/*.ts'], rules: { '@typescript-eslint/no-dynamic-delete': 'off' } },
  { files: ['test/**/*.ts'], rules: { '@typescript-eslint/no-empty-function': 'off' } },
)
