using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Experiments.Training.Tests.Support;

/// <summary>
/// The full names of methods with the types of their parameters, the same in the assembly that defines a method and in
/// one that calls it.
/// </summary>
internal sealed class MethodNames(MetadataReader reader) : ISignatureTypeProvider<string, object?>
{
    public string Of(MethodDefinitionHandle handle) => Of((EntityHandle)handle);

    public string Of(EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.MethodDefinition:
                var method = reader.GetMethodDefinition((MethodDefinitionHandle)handle);
                return Of(NameOf(method.GetDeclaringType()), method.Name, method.DecodeSignature(this, null));
            case HandleKind.MemberReference:
                var member = reader.GetMemberReference((MemberReferenceHandle)handle);
                return Of(NameOf(member.Parent), member.Name, member.DecodeMethodSignature(this, null));
            default:
                return Of(reader.GetMethodSpecification((MethodSpecificationHandle)handle).Method);
        }
    }

    private string Of(string type, StringHandle name, MethodSignature<string> signature) =>
        $"{type}.{reader.GetString(name)}({string.Join(", ", signature.ParameterTypes)})";

    private string NameOf(EntityHandle type) => type.Kind switch
    {
        HandleKind.TypeDefinition => GetTypeFromDefinition(reader, (TypeDefinitionHandle)type, 0),
        HandleKind.TypeReference => GetTypeFromReference(reader, (TypeReferenceHandle)type, 0),
        HandleKind.TypeSpecification =>
            reader.GetTypeSpecification((TypeSpecificationHandle)type).DecodeSignature(this, null),
        _ => "",
    };

    private static string Nested(string outer, string space, string name) =>
        outer.Length > 0 ? $"{outer}.{name}" : space.Length > 0 ? $"{space}.{name}" : name;

    public string GetTypeFromDefinition(MetadataReader of, TypeDefinitionHandle handle, byte rawTypeKind)
    {
        var type = of.GetTypeDefinition(handle);
        var outer = type.GetDeclaringType();
        return Nested(
            outer.IsNil
                ? ""
                : GetTypeFromDefinition(of, outer, 0), of.GetString(type.Namespace), of.GetString(type.Name));
    }

    public string GetTypeFromReference(MetadataReader of, TypeReferenceHandle handle, byte rawTypeKind)
    {
        var type = of.GetTypeReference(handle);
        var outer = type.ResolutionScope.Kind == HandleKind.TypeReference
            ? GetTypeFromReference(of, (TypeReferenceHandle)type.ResolutionScope, 0)
            : "";
        return Nested(outer, of.GetString(type.Namespace), of.GetString(type.Name));
    }

    public string GetTypeFromSpecification(
        MetadataReader of, object? context, TypeSpecificationHandle handle, byte rawTypeKind) =>
        of.GetTypeSpecification(handle).DecodeSignature(this, context);

    public string GetPrimitiveType(PrimitiveTypeCode code) => code.ToString();

    public string GetGenericInstantiation(string type, ImmutableArray<string> arguments) =>
        $"{type}<{string.Join(", ", arguments)}>";

    public string GetSZArrayType(string element) => element + "[]";

    public string GetArrayType(string element, ArrayShape shape) => element + "[,]";

    public string GetByReferenceType(string element) => element + "&";

    public string GetPointerType(string element) => element + "*";

    public string GetPinnedType(string element) => element;

    public string GetModifiedType(string modifier, string unmodified, bool isRequired) => unmodified;

    public string GetFunctionPointerType(MethodSignature<string> signature) => "function";

    public string GetGenericMethodParameter(object? context, int index) => "!!" + index;

    public string GetGenericTypeParameter(object? context, int index) => "!" + index;
}
