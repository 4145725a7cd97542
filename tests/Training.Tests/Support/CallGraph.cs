using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Experiments.Training.Tests.Support;

/// <summary>The methods of an assembly file and what each one calls, as <c>Namespace.Type.Method(…)</c>.</summary>
internal sealed class CallGraph : IDisposable
{
    private static readonly Dictionary<int, OpCode> OpCodesByValue = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => (int)(ushort)code.Value);

    private readonly PEReader _file;
    private readonly MetadataReader _reader;
    private readonly MethodNames _names;

    public CallGraph(string path)
    {
        _file = new PEReader(File.OpenRead(path));
        _reader = _file.GetMetadataReader();
        _names = new MethodNames(_reader);
        Calls = _reader.MethodDefinitions
            .GroupBy(_names.Of)
            .ToDictionary(group => group.Key, group => group.SelectMany(CalledBy).ToHashSet());
    }

    /// <summary>The methods that each method calls directly.</summary>
    public IReadOnlyDictionary<string, HashSet<string>> Calls { get; }

    public void Dispose() => _file.Dispose();

    private IEnumerable<string> CalledBy(MethodDefinitionHandle handle)
    {
        var address = _reader.GetMethodDefinition(handle).RelativeVirtualAddress;
        if (address == 0) return [];
        var called = new List<string>();
        var code = _file.GetMethodBody(address).GetILReader();
        while (code.RemainingBytes > 0)
        {
            int value = code.ReadByte();
            if (value == 0xfe) value = 0xfe00 | code.ReadByte();
            var operation = OpCodesByValue[value];
            if (operation.OperandType == OperandType.InlineMethod)
                called.Add(_names.Of(MetadataTokens.EntityHandle(code.ReadInt32())));
            else
                code.Offset += operation.OperandType == OperandType.InlineSwitch
                    ? SizeOfSwitch(code)
                    : SizeOf(operation.OperandType);
        }

        return called;
    }

    private static int SizeOfSwitch(BlobReader code) => sizeof(int) * (1 + code.ReadInt32());

    private static int SizeOf(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };
}
