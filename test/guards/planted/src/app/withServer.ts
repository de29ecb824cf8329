import { serve } from '../server/serve'
export const run = serve
