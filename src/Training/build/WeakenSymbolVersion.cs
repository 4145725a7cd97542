using System;
using System.IO;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Copies a 64-bit little-endian ELF library and sets the weak flag (VER_FLG_WEAK) of one symbol version that it needs,
/// in its section .gnu.version_r. For the layouts see the System V ABI, and "Symbol Versioning" of the Linux Standard
/// Base.
/// </summary>
public sealed class WeakenSymbolVersion : Task
{
    private const int SectionOfNeededVersions = 0x6ffffffe;
    private const byte Weak = 2;

    [Required] public string Library { get; set; }

    [Required] public string SymbolVersion { get; set; }

    [Required] public string Copy { get; set; }

    public override bool Execute()
    {
        var image = File.ReadAllBytes(Library);
        if (!(image.Length > 64 && image[0] == 0x7f && image[1] == 'E' && image[4] == 2 && image[5] == 1))
        {
            Log.LogError(Library + " is not a 64-bit little-endian ELF library.");
            return false;
        }

        if (!Weaken(image))
            Log.LogMessage(Library + " does not need " + SymbolVersion + "; it is copied as it is.");

        Directory.CreateDirectory(Path.GetDirectoryName(Copy));
        // Delete the old file first: output folders of running programs may hold hard links to it.
        File.Delete(Copy);
        File.WriteAllBytes(Copy, image);
        return true;
    }

    private bool Weaken(byte[] image)
    {
        var sections = (int)BitConverter.ToInt64(image, 0x28);
        int size = BitConverter.ToUInt16(image, 0x3a), count = BitConverter.ToUInt16(image, 0x3c);
        for (var i = 0; i < count; i++)
        {
            var section = sections + i * size;
            if (BitConverter.ToInt32(image, section + 4) != SectionOfNeededVersions)
                continue;
            var names = sections + BitConverter.ToInt32(image, section + 0x28) * size;
            if (Weaken(image, (int)BitConverter.ToInt64(image, section + 0x18),
                (int)BitConverter.ToInt64(image, names + 0x18)))
                return true;
        }

        return false;
    }

    private bool Weaken(byte[] image, int file, int names)
    {
        while (true)
        {
            var entry = file + BitConverter.ToInt32(image, file + 8);
            for (var left = BitConverter.ToUInt16(image, file + 2); left > 0; left--)
            {
                if (Name(image, names + BitConverter.ToInt32(image, entry + 8)) == SymbolVersion)
                {
                    image[entry + 4] |= Weak;
                    return true;
                }

                entry += BitConverter.ToInt32(image, entry + 12);
            }

            var next = BitConverter.ToInt32(image, file + 12);
            if (next == 0)
                return false;
            file += next;
        }
    }

    private static string Name(byte[] image, int at) =>
        Encoding.ASCII.GetString(image, at, Array.IndexOf(image, (byte)0, at) - at);
}
