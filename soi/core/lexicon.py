"""Words by which residents name what they mean, as patterns over folded text.

Written by hand from how residents write; each pattern with its weight. What it reaches on
labelled texts is measured by `make bench`, never assumed.
"""

KINDS: dict[str, tuple[tuple[str, float], ...]] = {
    "denunciation": (
        (r"to cao|to giac", 3),
        (r"(nhan|dua|an|doi) hoi lo|hoi lo", 3),
        (r"tham o|tham nhung", 3),
        (r"nhung nhieu|hach sach doi", 2.5),
        (r"voi (tien|vinh)|vong tien", 3),
        (r"an (chan|bot|chia)", 3),
        (r"chiem doat|bien thu|rut ruot|bo tui", 3),
        (r"loi dung chuc vu|lam quyen|lam dung chuc", 3),
        (r"bao ke", 2.5),
        (r"phong bi|boi tron|lot tay|chung chi|chi tien moi|tien boi duong moi", 2),
        (r"khai khong|lap khong|gia mao|lam gia|ho so khong|khai khong ten|ky khong", 2.5),
        (r"hanh vi vi pham phap luat", 2),
        (r"(nguoi nha|nguoi than|ho hang|anh em|con chau) (cua )?(can bo|chu tich|to truong)", 2),
        (r"thu (tien )?(khong (co )?(bien lai|hoa don|phieu thu)|trai quy dinh|sai quy dinh)", 2),
        (r"(can bo|chu tich|to truong|cong an|truong phong).{0,40}(doi|cam|lay|nhan) (\w+ )?(tien|trieu|phong bi)", 2.5),
    ),
    "complaint": (
        (r"khieu nai", 3),
        (r"quyet dinh (xu phat|thu hoi|hanh chinh|cuong che|ky luat|boi thuong)", 2.5),
        (r"(khong dong y|phan doi) (voi )?(quyet dinh|viec|muc|bien ban|cach)", 2),
        (r"giai quyet khong thoa dang", 1.5),
        (r"xam pham quyen( va)? loi ich", 2),
        (r"de nghi (huy|huy bo|xem xet lai|thu hoi) quyet dinh", 2.5),
        (r"(tu choi|khong (duoc )?(cap|giai quyet)) .{0,30}(cua (toi|gia dinh toi|nha toi)|ho so)", 1.5),
        (r"boi thuong.{0,40}(khong|chua)", 1.2),
        (r"quyen loi cua (toi|gia dinh)", 1.2),
        (r"(phat|xu phat) (toi|nha toi|gia dinh toi)|(toi|nha toi) (bi|lai bi) (phat|xu phat|cuong che|loai|cat|gach ten)", 2),
        (r"(bac|tra|loai) (don|ho so) (cua )?(toi|nha toi|gia dinh)", 2),
    ),
    "petition": (
        (r"kien nghi", 2.5),
        (r"de xuat", 2.5),
        (r"mong (muon|phuong|thanh pho|cac cap|lanh dao|ubnd)", 1.5),
        (r"nen (co|lap|bo tri|xem xet|to chuc|cho|trong|mo|lam|dat|them|chuyen|gan)", 2),
        (r"(de nghi|xin|mong) .{0,25}(lap|bo sung|xay dung|mo rong|nang cap|dau tu|bo tri|cai tien|to chuc|cong khai|trong|mo|dat)", 1.8),
        (r"gop y|sang kien|giai phap", 1.5),
        (r"can (co|bo sung|cai thien|xem xet|them)", 1),
        (r"(som|sua doi|ban hanh|huong dan) (ban hanh|bo sung|huong dan|quy dinh|chinh sach|xac dinh)", 1.8),
        (r"gia ma|hay la|neu (duoc|co the)", 1),
    ),
    "report": (
        (r"phan anh", 2),
        (r"o nhiem|rac( thai)?|mui hoi|boc mui|hoi thoi", 1.5),
        (r"ngap|nap cong|ho ga|hu hong|xuong cap|den duong|o ga|sut lun", 1.5),
        (r"lan chiem|dau xe|do xe|via he|long duong", 1.5),
        (r"karaoke|on ao|tieng on", 1.5),
        (r"xay dung (trai phep|khong phep)", 1.2),
        (r"tinh trang|hien nay|tai dia chi|thuong xuyen", 0.7),
        (r"cho tha rong|cay (xanh )?(gay|do|nga)|mat nuoc|mat dien|nuoc yeu", 1.5),
        (r"cham tre|thai do|cho (hoai|mai|ca)", 1),
    ),
}  # fmt: skip

TOPICS: dict[str, tuple[tuple[str, float], ...]] = {
    "rac_thai": (
        (r"rac|xa ban|thung rac|xe rac|gom rac|thu gom|ve sinh (duong|moi truong)", 2.4),
        (r"do (trom|len|xa) .{0,20}(rac|xa ban)|do xa ban|phe (thai|lieu)|ve chai|bao tai", 2),
    ),
    "ha_tang": (
        (r"den duong|den (hem|kiet|ngo)|den .{0,15}(tat|hu|chay)|bong den", 2),
        (r"nap cong|ho ga|cong (thoat|nghet|tac)|thoat nuoc|mieng cong|muong|nao vet|(mat|be|vo) nap", 2),
        (r"o ga|mat duong|lun|sut|nut|be tong|via he (vo|hu|bong)|gach via he|lan can|cau van", 1.8),
        (r"ngap|mat nuoc|nuoc may|nuoc yeu|mat dien|duong day|cot dien|tru dien|day dien|cap vien thong", 1.8),
        (r"duong (hu|xau|nho|di)|thi cong|cong trinh|nha sinh hoat|san choi|ghe da|lap (den|guong|bien)|ban do|cay xanh|bien bao|go giam toc|vach (sang|qua) duong|den tin hieu|cong chao|mai ton|dot|mat nuoc|lap (them|tam|camera)|dao (len|lap|duong)|song dien thoai|ghe|cau thang|mo rong|thoat hiem", 1.4),
    ),
    "an_ninh_trat_tu": (
        (r"trom|cuop|giat|danh nhau|danh bac|da ga|ma tuy|hut chich|kim tiem|say xin|de doa|hanh hung", 2.5),
        (r"karaoke|on ao|hat .{0,15}(khuya|dem)|loa keo|loa|quan nhau|nhau nhet|hat (ho|karaoke|to|luc)|gay roi|mat trat tu|thanh nien|giat tui|phong tro|tu xung|un tac", 2),
        (r"dau xe|do xe|lan chiem|long duong|via he|chan duong|dua xe|no po|lang lach|xe tai|xe ben|giao thong|ket xe|tai nan|den do", 1.6),
        (r"an ninh|trat tu|cho tha rong|cho can|chay no|phao|lua dao|canh giac|cho .{0,20}(ro mom|chay rong)|chay co|114", 1.8),
    ),
    "moi_truong": (
        (r"o nhiem|moi truong|mui (hoi|thoi|khet)|hoi thoi|boc mui|nuoc thai|xa thai|nuoc den|mui|tanh|tao no|ca (chet|lo do)|sat lo|kiem dich", 2),
        (r"khoi|bui|dot (rac|nilon|day|vang ma|rom)|kenh .{0,20}(hoi|den|ban)|ca chet|muoi|chuot|heo|ga vit|chan nuoi|phun son|nhuom|vang dau|mau nuoc|dot day", 1.8),
        (r"tieng on|rung|on (qua|suot)|cay xanh|chat cay|hoa chat|thuoc sau|diec tai|cat sat|trong (cay|tre|lai)|giu dat", 1.4),
    ),
    "dat_dai": (
        (r"dat (cong|dai|nha|vuon|ruong|o)|so do|so hong|giay chung nhan|thua dat|ranh|moc gioi|lan dat|lan (ra|sang)|hang rao", 2.2),
        (r"xay (dung )?(trai phep|khong phep|lan|nha)|giai (toa|phong)|dang xay|nha xay|(bang|bien) phep|len tang|coi noi|moc (ranh|loi)|cong bo phuong an|suat tai dinh cu|lo dat|vi tri \d|den bu|boi thuong|quy hoach|thu hoi dat|phan lo|do dac|do dat|dia chinh|cap so", 2),
    ),
    "thu_tuc": (
        (r"thu tuc|ho so|giay to|mot cua|nop (ho so|don|giay)|cong chung|chung thuc|sao y|truc tuyen|dich vu cong|ho tich|quay|giay", 1.8),
        (r"khai sinh|khai tu|ket hon|tam tru|thuong tru|ho khau|can cuoc|vneid|xac nhan|giay phep|dang ky|hen (tra|lai)|tra ket qua|lay so|boc so|xep hang", 1.8),
    ),
    "thu_chi": (
        (r"thu (tien|phi|quy|them|chi)|tien (quy|dong gop|rac|ve sinh|dien|nuoc|gui xe)|dong (gop|quy|tien)|phi (ve sinh|cho|gui|giu|sap|mat bang|quan ly)|giu xe|niem yet|(tien|khoan) .{0,15}(gop|thu)|thu (nguoi|muoi|gap|tien|bon|hai|quá)|lap khong|quy cua to|giam sat quy", 2.2),
        (r"bien lai|hoa don|cong khai (thu|chi|quy|tai chinh)|quyet toan|quy (to|khuyen|vi|phong)|le phi|thu sai|thu qua", 2),
    ),
    "chinh_sach_xa_hoi": (
        (r"ho (can )?ngheo|tro cap|ho tro|bao (hiem|tro)|bhyt|nguoi (khuyet tat|co cong)|tien ngheo|lang thang|tam than|thuong binh|liet si|mo coi|chinh sach", 2),
        (r"qua tet|chi tra|luong huu|cuu tro|hoc bong|hoc phi|tiem chung|kham benh|cap thuoc|xa hoi|vay von|viec lam|nguoi (gia|cao tuoi)", 1.2),
    ),
    "thai_do_can_bo": (
        (r"thai do|noi (trong khong|loi|nang)|xin loi|duoi (bac|ra|dan|ve)|gat|khong xung ten|doa|bam dt|gop y .{0,20}quay|danh gia tai|quat|nat no|gat gong|cau (co|gat)|khong chao|hach sach|vo (le|trach nhiem)|lam ngo|ne tranh|dun day|tra loi (coc|qua loa)", 2.4),
        (r"can bo .{0,40}(kho chiu|lon tieng|bo (di|ve|truc)|khong (tiep|nghe|giai thich)|choi|ngu|nghe dien thoai|muon|tre|som)|(bo|vang) (truc|quay)|di (muon|tre)|nghi som|dong cua som", 2),
    ),
}  # fmt: skip

URGENT = (
    r"chay (nha|no|lon)|dang chay|no (ga|binh)|nguy hiem (den )?tinh mang|dang danh|chem|dam nhau"
    r"|dien giat|ho dien|day dien .{0,15}(dut|dong xuong|roi)|dut day|sap (nha|tuong|cau)|do sap"
    r"|cap cuu|duoi nuoc|chet nguoi|tre em .{0,20}(nga|roi|lot)|lot (ho|cong)|nap cong .{0,15}(vo|mat|bay)"
    r"|khan cap|gap lam|cuu (voi|toi|nguoi)|dang (cam|vac) dao|ro ri (ga|khi)"
)

HIGHER = (
    r"(cac )?bo,? nganh|bo nganh|chinh phu|trung uong|quoc hoi|thu tuong|bo (y te|tai chinh|xay dung"
    r"|noi vu|cong an|khoa hoc|giao duc|nong nghiep)|nghi dinh|thong tu|luat (sua|dat dai|bao hiem)"
    r"|sua doi (luat|nghi dinh|quy dinh)|huong dan cac dia phuong|toan quoc|cap tinh|so huu tri tue"
    r"|ubnd (tinh|thanh pho)|hdnd (tinh|thanh pho)"
)
