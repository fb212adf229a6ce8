/** What the hook needs of electron-builder's AfterPackContext. */
export interface PackContext {
  appOutDir: string;
  electronPlatformName: string;
  packager: {
    executableName: string;
    appInfo: { productFilename: string };
    config: { electronFuses: Record<string, boolean> };
  };
}

export default function afterPack(context: PackContext): Promise<void>;
