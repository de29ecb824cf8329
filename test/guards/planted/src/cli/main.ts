import { english } from '../app/words/english'
import { shell } from '../app/shell'
import { serve } from '../server/serve'
export const main = [english, shell, serve]
