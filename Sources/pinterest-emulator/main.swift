import PinterestEmulator
_ = Emulator()
