/** simjs (npm) comes without types, and exports nothing: see simjs.ts. */
declare module 'simjs'
