/** How a store replicates, in the page: the menu of modes. Their contrast loads when it is asked for (Contrast.tsx). */
export { StoreMenu } from './StoreMenu'
